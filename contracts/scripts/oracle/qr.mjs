// Reads QR codes from modules with jsQR, as a camera would find them: scaled up, black on white.
import jsQR from 'jsqr';

const scale = 4;

export const operations = {
  // rows: strings of 0 and 1, with their margin
  'qr.read': ({ rows }) => {
    const side = rows.length * scale;
    const pixels = new Uint8ClampedArray(side * side * 4);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const value = rows[Math.floor(y / scale)][Math.floor(x / scale)] === '1' ? 0 : 255;
        pixels.set([value, value, value, 255], (y * side + x) * 4);
      }
    }
    return jsQR(pixels, side, side)?.data ?? null;
  },
};
