const FRACTION_DIGITS = 30

/** A decimal text or a number as a whole count of 10^-30: enough for every value that the programs use. */
export function exact(value: string | number | bigint): bigint {
  const text = String(value)
  const [mantissa = '', exponent = '0'] = text.replace('-', '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const places = FRACTION_DIGITS - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction) * 10n ** BigInt(places)
  return text.startsWith('-') ? -digits : digits
}

/** The shortest decimal text of such a count. */
export function decimalText(count: bigint): string {
  const digits = String(count < 0n ? -count : count).padStart(FRACTION_DIGITS + 1, '0')
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, '')
  const text = digits.slice(0, -FRACTION_DIGITS) + (fraction === '' ? '' : `.${fraction}`)
  return count < 0n ? `-${text}` : text
}
