import type { DrawingSurface, Point } from './drawing-surface.ts';

/** Steps from one side of the surface to the other. */
const STEPS = 20;

/** Steps that the pen stays from the side, so that the line does not leave the surface. */
const MARGIN = 2;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Draws with the keyboard: arrows move a visible pen (two at once, diagonally), Space lowers and lifts it,
 * Delete or Escape clears.
 */
export function attachKeyboardPen({
  canvas,
  cursor,
  status,
  surface,
}: {
  canvas: HTMLCanvasElement;
  cursor: HTMLElement;
  status: HTMLElement;
  surface: DrawingSurface;
}): void {
  let at: Point = { x: STEPS / 2, y: STEPS / 2 };
  let isDown = false;
  const held = new Set<string>();

  function show(): void {
    cursor.hidden = false;
    cursor.style.left = `${(at.x / STEPS) * 100}%`;
    cursor.style.top = `${(at.y / STEPS) * 100}%`;
    cursor.classList.toggle('is-down', isDown);
    status.textContent = `Pen ${isDown ? 'down' : 'up'} at column ${at.x}, row ${at.y} of ${STEPS}.`;
  }

  function move(): void {
    const next = { ...at };
    for (const key of held) {
      next.x += ARROWS[key]?.x ?? 0;
      next.y += ARROWS[key]?.y ?? 0;
    }
    at = { x: withinMargin(next.x), y: withinMargin(next.y) };
    if (isDown) surface.moveTo(onSurface(at));
    show();
  }

  function togglePen(): void {
    isDown = !isDown;
    if (isDown) surface.lower(onSurface(at));
    else surface.lift();
    show();
  }

  function clear(): void {
    isDown = false;
    surface.clear();
    show();
    status.prepend('Cleared. ');
  }

  function putAway(): void {
    held.clear();
    cursor.hidden = true;
    status.textContent = '';
    if (!isDown) return;
    isDown = false;
    surface.lift();
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      held.add(event.key);
      move();
    } else if (event.key === ' ') {
      // A held Space repeats, and would lower and lift the pen many times.
      if (!event.repeat) togglePen();
    } else if (event.key === 'Delete' || event.key === 'Backspace' || event.key === 'Escape') {
      clear();
    } else {
      return;
    }
    event.preventDefault();
  });
  canvas.addEventListener('keyup', (event) => held.delete(event.key));
  canvas.addEventListener('focus', () => {
    if (canvas.matches(':focus-visible')) show();
  });
  canvas.addEventListener('blur', putAway);
  canvas.addEventListener('pointerdown', putAway);
}

function withinMargin(step: number): number {
  return Math.min(STEPS - MARGIN, Math.max(MARGIN, step));
}

function onSurface({ x, y }: Point): Point {
  return { x: x / STEPS, y: y / STEPS };
}
