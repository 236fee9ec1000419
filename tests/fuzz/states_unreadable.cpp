// Any text as a document that is not JSON: why, and a place inside it.
#include <cstdint>

#include "services/states/document.h"
#include "services/states/unreadable.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const orrery::states::Unreadable found = orrery::states::find_unreadable(text);
  if (found.read > size || found.why.empty()) __builtin_trap();
  orrery::states::place_in(text, found.read);
  // What is not JSON for us is told of, and what is told of precisely is not JSON for us either.
  const bool vague = found.why.starts_with("Unexpected end-of-input or");
  if (!vague && orrery::states::read_document(text)) __builtin_trap();
  return 0;
}
