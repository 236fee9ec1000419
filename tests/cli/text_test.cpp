#include <catch2/catch.hpp>

#include "cli/run_text.h"

using namespace orrery::cli;

TEST_CASE("words are what Python's str.split() gives", "[cli]") {
  struct Case {
    std::string text;
    WordCounts words;
  };
  const Case each = GENERATE(values<Case>({{"", {}},
                                           {"  \t\n", {}},
                                           {"a b a", {{"a", 2}, {"b", 1}}},
                                           {"a\x0c"
                                            "b\x1f"
                                            "a",
                                            {{"a", 2}, {"b", 1}}},
                                           {"a\u00a0b\u2003a\u3000", {{"a", 2}, {"b", 1}}},
                                           {"a\u200bb", {{"a\u200bb", 1}}},
                                           {"caf\u00e9 \U0001F600", {{"caf\u00e9", 1}, {"\U0001F600", 1}}}}));
  CHECK(count_words(each.text) == each.words);
}

TEST_CASE("the words of the parts are the words of the whole", "[cli]") {
  const std::string text = "one two  three\nfour five six\tseven eight nine ten";
  for (std::size_t parts = 1; parts < 20; ++parts) {
    WordCounts together;
    for (const std::string& part : cut(text, parts)) {
      for (const auto& [word, count] : count_words(part)) together[word] += count;
    }
    CHECK(together == count_words(text));
    CHECK(cut(text, parts).size() <= parts);
  }
}
