/** Features of different shapes, as the arguments that make them. */
export const shapes: Readonly<Record<string, readonly string[]>> = {
  // A key of one part, with an index.
  books: [
    ...['--attribute', 'title:string=Moby-Dick', '--attribute', "author:string=Flann O'Brien"],
    ...['--attribute', 'pages:integer?', '--index', 'byAuthor=author'],
  ],
  // A key of two parts, indexes of text and of numbers, one of them sorted and one sparse, expiry.
  loans: [
    ...['--key', 'owner,loanId', '--attribute', 'bookId:string', '--attribute', 'dueAt:timestamp'],
    ...['--attribute', 'fee:number?', '--index', 'byBook=bookId,dueAt', '--index', 'byFee=fee'],
    ...['--ttl', 'vanishesAt', '--tier', 'queue'],
  ],
  // The shared table, a key of one part, no versions.
  notes: [
    ...['--table', 'entities', '--attribute', 'text:string', '--attribute', 'labels:string[]'],
    ...['--attribute', 'rank:integer', '--index', 'byRank=rank', '--no-version'],
  ],
  // The shared table, a key of two parts, expiry; a name of two words.
  'user-tasks': [
    ...['--table', 'entities', '--key', 'owner,taskId', '--attribute', 'summary:string'],
    ...['--attribute', 'isDone:boolean', '--attribute', 'dueAt:timestamp?', '--index', 'byDue=dueAt'],
    ...['--ttl', 'expiresAt'],
  ],
  // The shared table, a key that is not called id, two indexes.
  'library-cards': [
    ...['--key', 'number', '--attribute', 'holder:string', '--attribute', 'level:number'],
    ...['--table', 'entities', '--index', 'byLevel=level', '--index', 'byHolder=holder'],
  ],
  // The least, with an irregular plural.
  people: ['--singular', 'person', '--attribute', 'isActive:boolean', '--tier', 'queue'],
}
