// [ip, user, ..., status = 4* || status = 5*, bytes > 1000]
//
// A message is cut at white space; what stands in double quotes or square brackets is one column. "..."
// stands for any number of columns.
#include <vector>

#include "core/ascii.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/filter/scanner.h"

namespace orrery::logs {
namespace {

struct Test {
  Comparison comparison;
  Value wanted;
};

// Alternatives, each of tests that must all hold; none at all: any column will do.
struct Column {
  std::string name;
  std::vector<std::vector<Test>> alternatives;
  bool holds(std::string_view text) const {
    if (alternatives.empty()) return true;
    for (const auto& tests : alternatives) {
      bool all = true;
      for (const Test& test : tests) all = all && test.wanted.holds(test.comparison, text);
      if (all) return true;
    }
    return false;
  }
};

std::vector<std::string_view> cut(std::string_view message) {
  std::vector<std::string_view> columns;
  for (message = trimmed(message); !message.empty(); message = trimmed(message)) {
    const char close = message.front() == '"' ? '"' : message.front() == '[' ? ']' : '\0';
    const auto end = close != '\0' ? message.find(close, 1) : std::string_view::npos;
    if (end != std::string_view::npos) {
      columns.push_back(message.substr(1, end - 1));
      message.remove_prefix(end + 1);
    } else {
      const auto size = std::min(message.find_first_of(" \t\r\n"), message.size());
      columns.push_back(message.substr(0, size));
      message.remove_prefix(size);
    }
  }
  return columns;
}

struct Columns final : Pattern {
  bool matches(std::string_view message) const override {
    const auto texts = cut(message);
    if (ellipsis ? texts.size() < before.size() + after.size() : texts.size() != before.size()) return false;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!before[i].holds(texts[i])) return false;
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (!after[i].holds(texts[texts.size() - after.size() + i])) return false;
    }
    return true;
  }
  json::object extracted(std::string_view message) const override {
    const auto texts = cut(message);
    json::object values;
    for (std::size_t i = 0; i < before.size(); ++i) values["$" + before[i].name] = boost_view(texts[i]);
    for (std::size_t i = 0; i < after.size(); ++i)
      values["$" + after[i].name] = boost_view(texts[texts.size() - after.size() + i]);
    return values;
  }
  bool ellipsis = false;
  std::vector<Column> before, after;
};

Column parse_column(Scanner& scan) {
  Column column;
  while (true) {
    const std::string_view name = scan.run(",=!<>&|()");
    if (name.empty()) throw invalid_pattern("a column's name is missing");
    column.name = name;
    if (scan.at_end() || scan.peek() == ',') return column;
    if (column.alternatives.empty()) column.alternatives.emplace_back();
    const Comparison comparison = scan.comparison();
    column.alternatives.back().push_back({comparison, scan.value(",&|")});
    if (scan.take("||")) {
      column.alternatives.emplace_back();
    } else if (!scan.take("&&")) {
      return column;
    }
  }
}

}  // namespace

std::unique_ptr<Pattern> parse_columns(std::string_view inside) {
  auto pattern = std::make_unique<Columns>();
  Scanner scan(inside);
  if (scan.at_end()) {  // nothing is asked of any
    pattern->ellipsis = true;
    return pattern;
  }
  do {
    if (scan.take("...")) {
      if (pattern->ellipsis) throw invalid_pattern("only one '...'");
      pattern->ellipsis = true;
    } else {
      (pattern->ellipsis ? pattern->after : pattern->before).push_back(parse_column(scan));
    }
  } while (scan.take(","));
  if (!scan.at_end()) throw invalid_pattern("unexpected characters at the end");
  return pattern;
}

}  // namespace orrery::logs
