#include "core/store.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "core/entropy.h"

namespace orrery {
namespace {

std::vector<std::string> keys(Cursor cursor) {
  std::vector<std::string> found;
  for (; cursor.valid(); cursor.next()) found.push_back(std::string(cursor.key()));
  return found;
}

using Keys = std::vector<std::string>;

TEST_CASE("a turn sees its own writes before they are committed", "[store]") {
  const auto store = Store::in_memory();
  store->put("a", "1");
  CHECK(store->get("a") == "1");
  CHECK(keys(store->scan("")) == Keys{"a"});
  store->erase("a");
  CHECK_FALSE(store->has("a"));
  store->commit();
  CHECK_FALSE(store->has("a"));
}

TEST_CASE("rolling back to a savepoint undoes what came after it and nothing before", "[store]") {
  const auto store = Store::in_memory();
  store->put("kept", "committed");
  store->commit();
  store->put("early", "1");
  const auto savepoint = store->savepoint();
  store->put("early", "2");
  store->put("late", "3");
  store->erase("kept");
  store->roll_back(savepoint);
  store->commit();
  CHECK(store->get("early") == "1");
  CHECK(store->get("kept") == "committed");
  CHECK_FALSE(store->has("late"));
}

TEST_CASE("a prefix of bytes that are all ff has no end", "[store]") {
  CHECK(prefix_end("a") == "b");
  CHECK(prefix_end("a\xff") == "b");
  CHECK(prefix_end("\xff\xff").empty());
  CHECK(prefix_end("").empty());
}

TEST_CASE("what was committed is there when the store is opened again", "[store]") {
  std::string directory = (std::filesystem::temp_directory_path() / "orrery-store-XXXXXX").string();
  REQUIRE(::mkdtemp(directory.data()));
  {
    const auto store = Store::open(directory, Durability::process);
    store->put("a", "1");
    store->commit();
    store->put("b", "never committed");
  }
  {
    const auto store = Store::open(directory, Durability::process);
    CHECK(store->get("a") == "1");
    CHECK_FALSE(store->has("b"));
    CHECK_THROWS_AS(Store::open(directory, Durability::process), StoreError);
  }
  std::filesystem::remove_all(directory);
}

TEST_CASE("cursors agree with a sorted map over random writes, in both directions", "[store]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    Entropy entropy(seed);
    const auto store = Store::in_memory();
    std::map<std::string, std::string> model;
    for (int step = 0; step < 60; ++step) {
      const std::string key = entropy.hex(1 + entropy.below(2));
      if (entropy.below(3) == 0) {
        store->erase(key);
        model.erase(key);
      } else {
        const std::string value = entropy.hex(4);
        store->put(key, value);
        model[key] = value;
      }
      if (entropy.below(8) == 0) store->commit();

      std::string lower = entropy.hex(1), upper = entropy.hex(1);
      if (upper < lower) std::swap(lower, upper);
      if (entropy.below(4) == 0) upper.clear();
      Keys expected;
      for (auto at = model.lower_bound(lower); at != model.end() && (upper.empty() || at->first < upper);
           ++at)
        expected.push_back(at->first);
      REQUIRE(keys(store->range(lower, upper)) == expected);
      std::reverse(expected.begin(), expected.end());
      REQUIRE(keys(store->range(lower, upper, Direction::backward)) == expected);
    }
  }
}

TEST_CASE("erasing under a walking cursor does not disturb it", "[store]") {
  const auto store = Store::in_memory();
  for (const char* key : {"a", "b", "c", "d"}) store->put(key, key);
  store->commit();
  store->put("bb", "staged");
  Keys seen;
  for (auto cursor = store->scan(""); cursor.valid(); cursor.next()) {
    seen.push_back(std::string(cursor.key()));
    store->erase(cursor.key());
  }
  CHECK(seen == Keys{"a", "b", "bb", "c", "d"});
  CHECK(keys(store->scan("")).empty());
}

}  // namespace
}  // namespace orrery
