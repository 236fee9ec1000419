// A store that is laid out in another way is refused, not misread.
#include <filesystem>
#include <functional>
#include <unistd.h>

#include "core/key.h"
#include "core/store.h"
#include "house/house.h"

namespace orrery {
namespace {

struct KeptData {
  KeptData() { std::filesystem::create_directories(options.data.value()); }
  ~KeptData() { std::filesystem::remove_all(options.data.value()); }
  void change(const std::function<void(Store&)>& how) {
    auto store = Store::open((*options.data / "store").string(), Durability::process);
    how(*store);
    store->commit();
  }
  bool opens() {
    try {
      House{options};
      return true;
    } catch (const std::exception& error) {
      said = error.what();
      return false;
    }
  }
  HouseOptions options{
      .port = 0,
      .data = std::filesystem::temp_directory_path() / ("store-format-" + std::to_string(::getpid()))};
  std::string said;
};

TEST_CASE_METHOD(KeptData, "a store of another format is refused and stays as it is", "[house]") {
  const Key format = Key("house").text("format");
  REQUIRE(opens());
  REQUIRE(opens());
  SECTION("one of before there were formats") {
    change([&](Store& store) { store.erase(format); });
  }
  SECTION("a later one") {
    change([&](Store& store) { store.put(format, Key().number(1'000)); });
  }
  CHECK_FALSE(opens());
  CHECK(said.find("was written by another version of orrery") != std::string::npos);
}

}  // namespace
}  // namespace orrery
