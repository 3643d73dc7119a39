/** The timeline's filter, and the button that opens all tasks at once. */
const filter = document.querySelector<HTMLInputElement>('#timeline-filter');
const critical = document.querySelector<HTMLInputElement>('#timeline-critical');
const all = document.querySelector<HTMLButtonElement>('#timeline-all');
const count = document.querySelector('#timeline-count');
const tasks = [...document.querySelectorAll<HTMLLIElement>('.tasks > li')].map((item) => ({
  item,
  details: item.querySelector('details'),
  text: item.textContent.toLowerCase(),
  steps: [...item.querySelectorAll<HTMLLIElement>('.steps > li')].map((step) => ({
    step,
    isOnPath: step.classList.contains('on-path'),
  })),
  isOnPath: item.classList.contains('on-path'),
}));

const apply = (): void => {
  const words = (filter?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isCritical = critical?.checked ?? false;
  let shown = 0;
  for (const { item, text, steps, isOnPath } of tasks) {
    item.hidden = !words.every((word) => text.includes(word)) || (isCritical && !isOnPath);
    if (!item.hidden) shown += 1;
    for (const { step, isOnPath: isStepOnPath } of steps) step.hidden = isCritical && !isStepOnPath;
  }
  if (count !== null) count.textContent = shown === tasks.length ? '' : `${shown} of ${tasks.length} tasks`;
};

filter?.addEventListener('input', apply);
critical?.addEventListener('change', apply);
all?.addEventListener('click', () => {
  const isOpen = all.getAttribute('aria-pressed') !== 'true';
  all.setAttribute('aria-pressed', String(isOpen));
  all.textContent = isOpen ? 'Hide all steps' : 'Show all steps';
  for (const { details } of tasks) if (details !== null) details.open = isOpen;
});
filter?.closest('.tools')?.removeAttribute('hidden');
apply();
