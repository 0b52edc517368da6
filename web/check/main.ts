import { examine, type Letter } from './letters.ts';

/** Nothing here sends, keeps or submits anything; the policy of the page forbids it as well. */
const typed = document.getElementById('typed') as HTMLInputElement;
const findings = document.getElementById('findings') as HTMLElement;
const letters = document.getElementById('letters') as HTMLElement;
const heading = document.getElementById('letters-name') as HTMLElement;

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function tile({ shown, kind, name, alike }: Letter): HTMLElement {
  const made = element('li', alike ? `${kind} alike` : kind, '');
  made.appendChild(element('span', 'letter', shown));
  made.appendChild(element('span', 'about', alike ?? name));
  return made;
}

function show(): void {
  const examined = examine(typed.value);
  findings.textContent = '';
  letters.textContent = '';
  heading.hidden = examined.letters.length === 0;
  for (const finding of examined.findings) findings.appendChild(element('p', 'finding', finding));
  for (const letter of examined.letters) letters.appendChild(tile(letter));
}

function clear(): void {
  typed.value = '';
  show();
}

typed.addEventListener('input', show);
// Browsers put back what stood in a field when one returns to a page.
window.addEventListener('pageshow', clear);
window.addEventListener('pagehide', clear);
(document.getElementById('clear') as HTMLElement).addEventListener('click', () => {
  clear();
  typed.focus();
});
