/** Images of 8 by 8 pixels, written by TensorFlow's own encoders: samples for models that decode an image. */
export const SMALL_IMAGES = {
  jpeg: Buffer.from(
    '/9j/4AAQSkZJRgABAQEBLAEsAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9' +
      '//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCAAIAAgDASIAAhEBAxEB' +
      '/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAXEAEAAwAAAAAAAAAAAAAAAAAAAgRh/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/' +
      '2gAMAwEAAhEDEQA/AIRoYAD/2Q==',
    'base64',
  ),
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFUlEQVQImWNkYGRixgZYJCQkhpAEAJG7BBEfpnMYAAAAAElFTkSuQmCC',
    'base64',
  ),
} as const;
