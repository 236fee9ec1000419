// What happens where a turn that nobody waits for, an alarm or the end of a process, meets a defect of ours.
#include <catch2/catch.hpp>

#include "house/house.h"

namespace orrery {
namespace {

struct Housed {
  House house{{.port = 0, .seed = 1}};
  Loop& loop = house.core().loop;
  Store& store = house.core().store;
};

TEST_CASE_METHOD(Housed, "a turn that fails is undone, and the house stands", "[house]") {
  loop.post([this] {
    store.put("half", "done");
    throw std::runtime_error("a defect that a test wants");
  });
  bool kept = true;
  loop.post([&] {
    kept = store.has("half");
    house.stop();
  });
  house.run();
  CHECK_FALSE(kept);
}

TEST_CASE_METHOD(Housed, "where nothing can be kept any more the house ends", "[house]") {
  loop.post([this] {
    store.put("half", "done");
    throw StoreError("the disk is full");
  });
  CHECK_THROWS_AS(house.run(), StoreError);
  CHECK_FALSE(store.has("half"));
}

}  // namespace
}  // namespace orrery
