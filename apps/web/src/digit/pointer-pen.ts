import type { DrawingSurface, Point } from './drawing-surface.ts';

/** Draws with whatever points: a mouse, a finger, a pen. One at a time: a second finger draws nothing. */
export function attachPointerPen(canvas: HTMLCanvasElement, surface: DrawingSurface): void {
  let drawing: number | undefined;

  canvas.addEventListener('pointerdown', (event) => {
    if (drawing !== undefined || event.button !== 0) return;
    drawing = event.pointerId;
    // The stroke goes on where the pointer leaves the canvas and comes back.
    canvas.setPointerCapture(event.pointerId);
    surface.lower(pointOf(event, canvas));
  });

  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId !== drawing) return;
    // The browser hands over one event a frame; a quick pen was in more places than that.
    // Browsers offer them to secure pages only.
    const places = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
    for (const place of places.length > 0 ? places : [event]) surface.moveTo(pointOf(place, canvas));
  });

  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = undefined;
      surface.lift();
    });
  }
}

function pointOf(event: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}
