#include "cli/run_journal.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/entropy.h"

namespace orrery::cli {
namespace {

bool is_open(const json::object& line) { return find(line, "open") != nullptr; }

// The last part of a function's name or ARN.
bool names(std::string_view resource, std::string_view function) {
  return resource == function || (resource.size() > function.size() && resource.ends_with(function) &&
                                  resource[resource.size() - function.size() - 1] == ':');
}

}  // namespace

void JournalFollower::begin() {
  for (const json::value& line : cloud_.journal(0, {})) {
    first_ =
        std::max(first_, static_cast<std::uint64_t>(find_number(line.get_object(), "number").value_or(0)));
  }
}

void JournalFollower::update() {
  std::uint64_t after = lines_.empty() ? first_ : lines_.rbegin()->first;
  for (const auto& [number, line] : lines_) {
    if (!is_open(line) || find_text(line, "kind") != "invocation") continue;
    after = std::min(after, number - 1);
    break;
  }
  for (json::value& line : cloud_.journal(after, trace_)) {
    const bool ours = !trace_.empty() || find(line.get_object(), "parent") != nullptr ||
                      find_text(line.get_object(), "kind") == "invocation";
    if (!ours) continue;
    const auto number = static_cast<std::uint64_t>(find_number(line.get_object(), "number").value_or(0));
    lines_[number] = std::move(line.get_object());
  }
}

void JournalFollower::complete() {
  lines_.clear();
  update();
}

json::array JournalFollower::lines() const {
  json::array all;
  for (const auto& [number, line] : lines_) all.push_back(line);
  return all;
}

JournalFollower::Count JournalFollower::count(std::string_view function) const {
  Count count;
  for (const auto& [number, line] : lines_) {
    if (!names(find_text(line, "resource").value_or(""), function)) continue;
    const auto kind = find_text(line, "kind").value_or("");
    if (kind == "call" && find_text(line, "operation").value_or("").starts_with("Invoke")) {
      if (!is_open(line) && find_text(line, "outcome") == "ok") ++count.asked;
    } else if (kind == "invocation") {
      ++(is_open(line) ? count.running : find_text(line, "outcome") == "ok" ? count.done : count.failed);
    }
  }
  return count;
}

std::string new_trace_root() {
  char text[64];
  Entropy entropy(Entropy::seed_from_system());
  std::snprintf(text, sizeof text, "1-%08llx-%s", static_cast<unsigned long long>(std::time(nullptr)),
                entropy.hex(24).c_str());
  return text;
}

std::string trace_header(const std::string& root) { return "Root=" + root + ";Sampled=1"; }

}  // namespace orrery::cli
