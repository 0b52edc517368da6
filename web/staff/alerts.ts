import type { CaseSummary } from './types.ts';
import { channelName, serviceName } from './words.ts';

const NOTIFY = 'tobira.notify';
const SOUND = 'tobira.sound';

export interface AlertSettings {
  notify: boolean;
  sound: boolean;
}

/** Tells of a new case, if one wishes so: with a notification of the system, with a sound. Both are off at first. */
export class Alerts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get settings(): AlertSettings {
    return {
      notify: this.#storage.getItem(NOTIFY) === '1' && Notification.permission === 'granted',
      sound: this.#storage.getItem(SOUND) === '1',
    };
  }

  /** @returns false when the browser does not allow notifications */
  async setNotify(wanted: boolean): Promise<boolean> {
    const granted = !wanted || (await Notification.requestPermission()) === 'granted';
    this.#storage.setItem(NOTIFY, wanted && granted ? '1' : '0');
    return granted;
  }

  setSound(wanted: boolean): void {
    this.#storage.setItem(SOUND, wanted ? '1' : '0');
    if (wanted) ring();
  }

  newCase(row: CaseSummary): void {
    const { notify, sound } = this.settings;
    if (sound) ring();
    if (!notify) return;
    // Never what the member wrote: notifications are seen by whoever passes the screen.
    const title = titleOf(row);
    const body = `${serviceName(row.service)}・${channelName(row.channel)}`;
    const notification = new Notification(title, { body, tag: row.id });
    notification.onclick = () => {
      window.focus();
      location.hash = encodeURIComponent(row.id);
    };
  }
}

function titleOf(row: CaseSummary): string {
  if (row.status === 'open') return '相談が引き継がれました';
  if (row.urgent) return '至急の相談が入りました';
  return row.team === null ? '新しい相談が入りました' : 'チームあての相談が入りました';
}

/** Two short soft tones. */
function ring(): void {
  const audio = new AudioContext();
  for (const [index, pitch] of [660, 880].entries()) {
    const begin = audio.currentTime + index * 0.18;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.17);
  }
  setTimeout(() => void audio.close(), 1_000);
}
