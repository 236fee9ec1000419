// orrery logs: what a function wrote.
#include <algorithm>
#include <cstdio>
#include <poll.h>
#include <set>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/remote.h"

namespace orrery::cli {
namespace {

constexpr int between_looks_ms = 300;

class Follower {
 public:
  Follower(const Remote& remote, std::string group) : remote_(remote), group_(std::move(group)) {}

  // Prints the events that are new; false where there is no such group.
  bool print_new() {
    std::string token;
    std::int64_t newest = from_;
    do {
      json::object input{{"logGroupName", group_}, {"startTime", from_}};
      if (!token.empty()) input["nextToken"] = token;
      json::object page;
      try {
        page = remote_.call("logs", "Logs_20140328.FilterLogEvents", input);
      } catch (const Refusal& refusal) {
        if (refusal.code != "ResourceNotFoundException") throw;
        return false;
      }
      if (const json::array* events = find_array(page, "events"))
        for (const json::value& event : *events) newest = std::max(newest, print(event.as_object()));
      token = find_text(page, "nextToken").value_or("");
    } while (!token.empty());
    std::fflush(stdout);
    from_ = newest;
    return true;
  }

 private:
  // Returns the event's time.
  std::int64_t print(const json::object& event) {
    const std::int64_t time = find_number(event, "timestamp").value_or(0);
    if (!seen_.insert(text_of(event, "eventId")).second) return time;
    std::string message = text_of(event, "message");
    while (message.ends_with('\n')) message.pop_back();
    message += '\n';
    // Node's runtime writes the lines of one event so, and a terminal would print them over each other.
    std::ranges::replace(message, '\r', '\n');
    std::fwrite(message.data(), 1, message.size(), stdout);
    return time;
  }

  const Remote& remote_;
  std::string group_;
  std::int64_t from_ = 0;  // epoch milliseconds
  std::set<std::string> seen_;
};

}  // namespace

int logs(const LogsOptions& options) {
  const Remote remote(options.endpoint);
  const std::string group =
      options.function.starts_with('/') ? options.function : "/aws/lambda/" + options.function;
  Follower follower(remote, group);
  if (!follower.print_new() && !options.follow)
    throw std::runtime_error("there is no log group " + group + "; a function's is made when it first runs");
  // Nothing is awaited here but the user's Ctrl-C.
  for (; options.follow; follower.print_new()) ::poll(nullptr, 0, between_looks_ms);
  return 0;
}

}  // namespace orrery::cli
