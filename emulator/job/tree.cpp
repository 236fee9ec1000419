#include "job/tree.h"

#include <algorithm>
#include <map>

#include "job/report.h"

namespace orrery::job {
namespace {

constexpr std::size_t deepest = 40;

class Grower {
 public:
  explicit Grower(const Lines& lines)
      : lines_(lines), children_(lines.size() + 1), latest_(latest_us(lines)) {
    const std::size_t root = lines.size();
    std::vector<std::size_t> parents(lines.size());
    for (std::size_t at = 0; at < lines.size(); ++at) {
      std::size_t parent = place(lines[at]->parent);
      // A state that follows another one is that one's brother.
      if (parent < at && is_transition(*lines[parent]) && is_transition(*lines[at]) &&
          begin_us(*lines[at]) >= end_us(*lines[parent], latest_))
        parent = parents[parent];
      parents[at] = parent < at ? parent : root;
      children_[parents[at]].push_back(at);
    }
  }

  std::vector<Branch> grow(const std::vector<std::size_t>& causes, std::size_t depth) const {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
    std::map<std::string, std::size_t> known;
    const auto add = [&](std::size_t line) {
      std::string label = label_of(*lines_[line]);
      const auto [found, is_new] = known.emplace(label, groups.size());
      if (is_new) groups.push_back({std::move(label), {}});
      groups[found->second].second.push_back(line);
    };
    for (const std::size_t cause : causes) {
      for (const std::size_t child : children_[cause]) {
        if (!runs_a_function(child)) {
          add(child);
          continue;
        }
        for (const std::size_t run : children_[child]) add(run);
      }
    }
    std::vector<Branch> branches;
    for (const auto& [label, members] : groups) {
      Branch branch = branch_of(label, members);
      if (depth < deepest) branch.branches = grow(members, depth + 1);
      branches.push_back(std::move(branch));
    }
    return branches;
  }

 private:
  std::size_t place(std::uint64_t number) const {
    const auto found =
        std::lower_bound(lines_.begin(), lines_.end(), number,
                         [](const JournalLine* one, std::uint64_t wanted) { return one->number < wanted; });
    return number != 0 && found != lines_.end() && (*found)->number == number
               ? static_cast<std::size_t>(found - lines_.begin())
               : lines_.size();
  }

  bool runs_a_function(std::size_t line) const {
    if (lines_[line]->kind != "call" || lines_[line]->service != "lambda") return false;
    return std::any_of(children_[line].begin(), children_[line].end(),
                       [&](std::size_t child) { return is_invocation(*lines_[child]); });
  }

  Branch branch_of(const std::string& label, const std::vector<std::size_t>& members) const {
    Branch branch{.label = label, .count = members.size()};
    FunctionReport times;
    for (const std::size_t member : members) {
      if (failed(*lines_[member])) ++branch.failed;
      times.took_us.push_back(end_us(*lines_[member], latest_) - begin_us(*lines_[member]));
    }
    std::sort(times.took_us.begin(), times.took_us.end());
    branch.p50_us = times.percentile_us(0.50);
    branch.p99_us = times.percentile_us(0.99);
    return branch;
  }

  const Lines& lines_;
  std::vector<std::vector<std::size_t>> children_;  // the last ones: without a cause
  std::int64_t latest_;
};

void draw(const std::vector<Branch>& branches, const std::string& before, std::string& out) {
  for (const Branch& branch : branches) {
    const bool last = &branch == &branches.back();
    out += before + (last ? "└ " : "├ ") + branch.label + "  ";
    if (branch.count > 1) out += "× " + std::to_string(branch.count) + ", p50 ";
    out += milliseconds(branch.p50_us);
    if (branch.count > 1) out += ", p99 " + milliseconds(branch.p99_us);
    if (branch.failed > 0) out += ", " + std::to_string(branch.failed) + " failed";
    out += '\n';
    draw(branch.branches, before + (last ? "  " : "│ "), out);
  }
}

}  // namespace

std::vector<Branch> tree_of(const Lines& lines) { return Grower(lines).grow({lines.size()}, 0); }

std::string draw_tree(const std::vector<Branch>& branches) {
  std::string out;
  draw(branches, "", out);
  return out;
}

}  // namespace orrery::job
