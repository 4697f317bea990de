import { inTier, type Fault } from './faults.ts'

const inChanges = inTier('changes')

/** Breaches of the house rules for streams and the function that acts on them. */
export const streamFaults: readonly Fault[] = [
  inChanges(
    'JobsEventSource',
    'changes from before are passed over',
    'StartingPosition: TRIM_HORIZON',
    'StartingPosition: LATEST',
    /JobsEventSource: passes over what changed before it was made/,
  ),
  inChanges(
    'EntitiesEventSource',
    'a batch is never taken apart',
    '      BisectBatchOnFunctionError: true\n',
    '',
    /EntitiesEventSource: one change that breaks the function takes its batch along/,
  ),
  inChanges(
    'EntitiesEventSource',
    'one change that fails fails its batch',
    '      FunctionResponseTypes: [ReportBatchItemFailures]\n',
    '',
    /EntitiesEventSource: one failure fails its batch/,
  ),
  inChanges(
    'PropertiesEventSource',
    'retries without end',
    'MaximumRetryAttempts: !Ref StreamMaxRetries',
    'MaximumRetryAttempts: -1',
    /PropertiesEventSource: a batch comes again for ever, or never/,
  ),
  inChanges(
    'PropertiesEventSource',
    'nobody is told what was given up',
    '      DestinationConfig:\n        OnFailure:\n          Destination: !GetAtt FailedChangesQueue.Arn\n',
    '',
    /PropertiesEventSource: what Lambda gives up goes to no queue/,
  ),
  inChanges(
    'FailedChangesQueue',
    'what was given up is forgotten',
    'MessageRetentionPeriod: 1209600',
    'MessageRetentionPeriod: 86400',
    /JobsEventSource: what Lambda gives up goes to no queue/,
  ),
  inChanges(
    'StreamReadAccess',
    'the stream may not be read',
    '              - dynamodb:GetRecords\n',
    '',
    /JobsEventSource: no policy allows dynamodb:GetRecords on its stream/,
  ),
  inChanges(
    'StreamReadAccess',
    'another stream may be read in its place',
    '!Ref EntitiesStreamArn',
    '!Ref JobsStreamArn',
    /EntitiesEventSource: no policy allows dynamodb:DescribeStream on its stream/,
  ),
  inChanges(
    'StreamTableAccess',
    'handlers that may not write',
    '              - dynamodb:UpdateItem\n',
    '',
    /StreamRole lacks dynamodb:UpdateItem on bulkhead_dev_entities/,
  ),
  inChanges(
    'StreamLogAccess',
    'every table may be listed as well',
    'dynamodb:ListStreams',
    'dynamodb:ListTables',
    /StreamLogAccess: resource \* has a wildcard/,
  ),
  inChanges(
    'StreamFunction',
    'a stream handler that no package has',
    'Handler: stream.handler',
    'Handler: streams.handler',
    /StreamFunction: no package has the handler streams\.handler/,
  ),
  inChanges(
    'FailedChangesQueuePolicy',
    'what was given up over plain HTTP',
    "aws:SecureTransport: 'false'",
    "aws:SecureTransport: 'true'",
    /FailedChangesQueue: no policy refuses requests without TLS/,
  ),
  inChanges(
    'ChangeConsumersTable',
    'dead letters without a way back',
    'PointInTimeRecoveryEnabled: true',
    'PointInTimeRecoveryEnabled: false',
    /ChangeConsumersTable/,
  ),
]
