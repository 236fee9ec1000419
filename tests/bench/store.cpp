// The store alone: how many 1 KB values it takes, one commit each, and gives back, in a second. Prints both
// rates.
#include "core/store.h"

#include <chrono>
#include <cstdio>
#include <string>

#include "core/key.h"

namespace {

constexpr int count = 200'000;

std::string key_of(std::uint32_t& seed) {
  seed = seed * 1103515245 + 12345;
  return orrery::Key("bench").number(seed / 64 % 1'000'000).bytes();
}

template <class Work>
double rate(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  std::uint32_t seed = 1;
  for (int i = 0; i < count; ++i) work(key_of(seed));
  return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main() {
  const auto store = orrery::Store::in_memory();
  const std::string value(1024, 'x');
  const double puts = rate([&](const std::string& key) {
    store->put(key, value);
    store->commit();
  });
  std::size_t bytes = 0;
  const double gets = rate([&](const std::string& key) { bytes += store->get(key).value_or("").size(); });
  if (bytes == 0) return 1;
  std::printf("%.0f %.0f\n", puts, gets);
}
