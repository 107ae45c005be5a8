export type TelephoneLinkProps = { number: string }

/** A telephone number that a phone dials; it never breaks over two lines. */
export function TelephoneLink({ number }: TelephoneLinkProps) {
  return (
    <a class="telephone" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number}
    </a>
  )
}
