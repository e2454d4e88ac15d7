// The list of sweeps: asks for itself again when something has changed.
import { follow } from './live.js';
import './page.js';
import { replace, whenReplaced } from './parts.js';

const list = () => document.getElementById('sweeps');

follow('/live', list().dataset.after, () => replace('sweeps', () => list().dataset.self));

// What was chosen stays chosen when the list is replaced.
const chosen = new Set();
document.addEventListener('change', ({ target }) => {
  if (target.name === 'sweeps') chosen[target.checked ? 'add' : 'delete'](target.value);
});
whenReplaced(() => {
  for (const box of document.querySelectorAll('input[name="sweeps"]')) box.checked = chosen.has(box.value);
});
// The browser ticks again what was ticked before one came back.
addEventListener('pageshow', () => {
  for (const box of document.querySelectorAll('input[name="sweeps"]:checked')) chosen.add(box.value);
});
// Those on other pages of the list count as well.
document.getElementById('compare')?.addEventListener('formdata', ({ formData }) => {
  formData.delete('sweeps');
  for (const sweep of chosen) formData.append('sweeps', sweep);
});
