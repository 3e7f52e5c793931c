/** Takes photographs that the user chooses, drops or pastes. */
export function attachPhotoSources({
  input,
  dropZone,
  isShown,
  onPhoto,
}: {
  input: HTMLInputElement;
  dropZone: HTMLElement;
  /** Returns true if a photograph that is pasted anywhere belongs here. */
  isShown: () => boolean;
  onPhoto: (file: File) => void;
}): void {
  function take(files: FileList | null | undefined): boolean {
    const [file] = files ?? [];
    if (file) onPhoto(file);
    return file !== undefined;
  }

  input.addEventListener('change', () => {
    take(input.files);
    // So that choosing the same file again is a change too.
    input.value = '';
  });

  document.addEventListener('paste', (event) => {
    if (isShown() && take(event.clipboardData?.files)) event.preventDefault();
  });

  // A file that misses the zone would otherwise replace the page.
  for (const type of ['dragover', 'drop'] as const) {
    document.addEventListener(type, (event) => {
      if (isShown() && event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
  }
  for (const type of ['dragenter', 'dragover'] as const) {
    dropZone.addEventListener(type, () => dropZone.classList.add('is-over'));
  }
  for (const type of ['dragleave', 'drop'] as const) {
    dropZone.addEventListener(type, () => dropZone.classList.remove('is-over'));
  }
  dropZone.addEventListener('drop', (event) => void take(event.dataTransfer?.files));
}
