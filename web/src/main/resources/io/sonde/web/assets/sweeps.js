// The list of sweeps: asks for itself again when something has changed.
import { follow } from './live.js';
import { replace } from './page.js';

const list = () => document.getElementById('sweeps');

follow('/live', list().dataset.after, () => replace('sweeps', list().dataset.self));
