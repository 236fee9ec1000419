#pragma once
// The pixels of a tile.
//
// worker.py and worker.mjs compute the same: every operation is an addition, multiplication, division, square
// root or comparison of IEEE doubles, in the same order, so that the pixels are equal to the bit whichever
// language drew a tile. A change here is a change there.
#include <string>

#include "burst/mandelbrot/picture.h"

namespace burst {

std::string render(const Picture& picture, const Tile& tile);

}  // namespace burst
