// Any text as a number: refused, or the same after every round trip; sums do not lose what differences give
// back.
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/number.h"

using namespace orrery;
using namespace orrery::dynamodb;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t half = text.find(' ');
  try {
    const std::string a = encode_number(text.substr(0, half));
    if (encode_number(number_text(a)) != a) std::abort();
    if (half == text.npos) return 0;
    const std::string b = encode_number(text.substr(half + 1));
    if (add_numbers(a, b) != add_numbers(b, a)) std::abort();
    if (subtract_numbers(add_numbers(a, b), b) != a) std::abort();
  } catch (const AwsError&) {
  }
  return 0;
}
