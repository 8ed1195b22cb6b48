// Meta's PDQ on RGB pixels, as a C function: g++ -O2 -shared -fPIC -I THREATEXCHANGE pdq_peer.cpp
// THREATEXCHANGE/pdq/cpp/{hashing/pdqhashing,hashing/torben,downscaling/downscaling,common/pdqhashtypes,common/pdqbasetypes}.cpp
#include <pdq/cpp/hashing/pdqhashing.h>

#include <cstdint>
#include <vector>

using namespace facebook::pdq::hashing;

extern "C" int pdq_of_rgb(uint8_t* rgb, int rows, int columns, char* hex) {
  std::vector<float> luma(static_cast<size_t>(rows) * columns), other(luma.size());
  fillFloatLumaFromRGB(rgb, rgb + 1, rgb + 2, rows, columns, 3 * columns, 3, luma.data());
  static float a[64][64], b[16][64], c[16][16];
  Hash256 hash;
  int quality;
  pdqHash256FromFloatLuma(luma.data(), other.data(), rows, columns, a, b, c, hash, quality);
  hash.format().copy(hex, 64);
  return quality;
}
