/** The plain model's answer that an operation fails, with the code of the error; several where the contract leaves a choice. */
export class Refusal extends Error {
  readonly codes: readonly string[]

  constructor(...codes: readonly string[]) {
    super(codes.join(' or '))
    this.codes = codes
  }
}
