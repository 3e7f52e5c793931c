/** One of the files in which MNIST is distributed. */
export interface MnistFile {
  name: string;
  /** The length of the shape: 3 for images, 1 for labels. */
  axes: number;
  /** MD5 of the unpacked file: compressing it again would change the sum of the packed one. */
  md5: string;
}

/** The files of MNIST, under their names on the mirrors. */
export const MNIST_FILES = {
  training: {
    images: { name: 'train-images-idx3-ubyte.gz', axes: 3, md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { name: 'train-labels-idx1-ubyte.gz', axes: 1, md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { name: 't10k-images-idx3-ubyte.gz', axes: 3, md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { name: 't10k-labels-idx1-ubyte.gz', axes: 1, md5: '27ae3e4e09519cfbb04c329615203637' },
  },
} satisfies Record<string, { images: MnistFile; labels: MnistFile }>;

/** The training part of MNIST, or the test part. */
export type MnistPart = keyof typeof MNIST_FILES;
