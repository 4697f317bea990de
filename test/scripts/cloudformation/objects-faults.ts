import { type Fault, within } from './faults.ts'

/** Breaches of the house rules for the bucket of the files. */
export const objectsFaults: readonly Fault[] = [
  within(
    'ObjectsBucket',
    'files that the world may read',
    'BlockPublicPolicy: true',
    'BlockPublicPolicy: false',
    /ObjectsBucket: BlockPublicPolicy is not true/,
  ),
  within(
    'ObjectsBucket',
    'files in the clear',
    '      BucketEncryption:\n        ServerSideEncryptionConfiguration:\n          - ServerSideEncryptionByDefault:\n              SSEAlgorithm: AES256\n',
    '',
    /ObjectsBucket: is not encrypted/,
  ),
  within(
    'ObjectsBucket',
    'files that go with their stack',
    'UpdateReplacePolicy: Retain',
    'UpdateReplacePolicy: Delete',
    /ObjectsBucket: its objects go with the stack/,
  ),
  within(
    'ObjectsBucket',
    'uploads of nobody, for ever',
    'Prefix: incoming/',
    'Prefix: outgoing/',
    /ObjectsBucket: uploads that nobody confirmed stay/,
  ),
  within(
    'ObjectsBucket',
    'unfinished uploads, for ever',
    '          - Id: drop-unfinished-uploads\n            Status: Enabled',
    '          - Id: drop-unfinished-uploads\n            Status: Disabled',
    /ObjectsBucket: unfinished uploads stay for ever/,
  ),
  within(
    'ObjectsBucketPolicy',
    'files over plain HTTP',
    'Effect: Deny',
    'Effect: Allow',
    /ObjectsBucket: no policy refuses requests without TLS/,
  ),
]
