/** The plugin has no types of its own. */
declare module '@aws-lite/dynamodb'
