#pragma once
// The parts of the page, as they stand in emulator/console/page, built into the program.
#include <string_view>

namespace orrery {

struct PagePart {
  std::string_view path, type, content;
};

// The part at that path, or nullptr.
const PagePart* page_part(std::string_view path);

}  // namespace orrery
