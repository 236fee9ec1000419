// Any text as the definition of a state machine, and as mocked responses.
#include <stdexcept>

#include "services/states/definition/definition.h"
#include "services/states/mocks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<orrery::states::Diagnostic> diagnostics;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  orrery::states::read_definition(text, orrery::states::MachineType::standard, diagnostics);
  try {
    orrery::states::Mocks{text};
  } catch (const std::runtime_error&) {
  }
  return 0;
}
