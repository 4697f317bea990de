/** A hull with its compartments, of which one is flooded; of a tone that stands out on light and on dark. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 36">
<path fill="#2a8ba1" d="M17.500 8h13v21h-13z"/>
<path fill="none" stroke="#2a8ba1" stroke-width="3" stroke-linejoin="round" d="M3 7h42l-2.800 11.400A15 15 0 0 1 27.600 30h-7.200A15 15 0 0 1 5.800 18.400zM17 8v21M31 8v21"/>
</svg>
`
