#include "services/states/execution/execution.h"

namespace orrery::states {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::running:
      return "RUNNING";
    case Status::succeeded:
      return "SUCCEEDED";
    case Status::failed:
      return "FAILED";
    case Status::timed_out:
      return "TIMED_OUT";
    case Status::aborted:
      return "ABORTED";
    case Status::pending_redrive:
      return "PENDING_REDRIVE";
  }
  return "";
}

Frame* Execution::frame(std::uint64_t id) const {
  const auto found = frames.find(id);
  return found == frames.end() ? nullptr : found->second.get();
}

std::vector<Frame*> Execution::children_of(std::uint64_t parent) const {
  std::vector<Frame*> children;
  for (const auto& [id, frame] : frames) {
    if (frame->parent == parent) children.push_back(frame.get());
  }
  std::sort(children.begin(), children.end(),
            [](const Frame* a, const Frame* b) { return a->index < b->index; });
  return children;
}

std::optional<std::string> status_forbids_redrive(const Execution& execution) {
  if (execution.status != Status::running && execution.status != Status::succeeded) return std::nullopt;
  return "Execution is " + std::string(status_name(execution.status)) + " and cannot be redriven";
}

}  // namespace orrery::states
