/** The switch between the colours of the system, light and dark. The choice is kept where the browser keeps anything. */
const KEY = 'nx-docker-cache-theme';
const radios = document.querySelectorAll<HTMLInputElement>('.theme input');

const kept = (): string => {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    return 'auto'; // A page from a file may have no storage.
  }
};

const keep = (theme: string): void => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds for this page only.
  }
};

const show = (theme: string): void => {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

const chosen = ['light', 'dark'].find((theme) => theme === kept()) ?? 'auto';
show(chosen);
for (const radio of radios) {
  radio.checked = radio.value === chosen;
  radio.addEventListener('change', () => {
    show(radio.value);
    keep(radio.value);
  });
}
document.querySelector('.theme')?.removeAttribute('hidden');

for (const time of document.querySelectorAll('time')) {
  const moment = new Date(time.dateTime);
  time.textContent = moment.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
