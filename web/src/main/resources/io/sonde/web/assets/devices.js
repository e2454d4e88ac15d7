// The devices: asks for itself again when something has changed, and now and then, because what
// other people's processes do on a device is no event of ours.
import { follow } from './live.js';
import './page.js';
import { replace } from './parts.js';

const OFTEN_MILLIS = 5000;
const again = () => replace('devices', () => '/devices');

follow('/live', document.getElementById('devices').dataset.after, again);
setInterval(() => document.hidden || again(), OFTEN_MILLIS);
