// CRC-64/XZ (ECMA-182 polynomial, reflected, start and end inverted) as the decimal text that OSS sends. Not the emulator's code: it judges that.
const POLYNOMIAL = 0xC96C5795D7870F42n;
const ONES = 0xFFFFFFFFFFFFFFFFn;
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ POLYNOMIAL : value >> 1n;
  return value;
});

exports.crc64 = bytes => {
  let crc = ONES;
  for (const byte of bytes) crc = TABLE[Number((crc ^ BigInt(byte)) & 0xffn)] ^ (crc >> 8n);
  return (crc ^ ONES).toString();
};
