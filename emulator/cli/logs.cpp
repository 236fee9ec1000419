// orrery logs: what a function wrote.
#include <algorithm>
#include <cstdio>
#include <poll.h>
#include <set>

#include "cli/commands.h"
#include "cli/remote.h"

namespace orrery::cli {
namespace {

constexpr int between_looks_ms = 300;

// Prints the events since `from` (epoch milliseconds) that `seen` does not name; returns the newest time.
std::int64_t print_events(const Remote& remote, const std::string& group, std::int64_t from,
                          std::set<std::string>& seen) {
  std::string token;
  std::int64_t newest = from;
  do {
    json::object input{{"logGroupName", group}, {"startTime", from}};
    if (!token.empty()) input["nextToken"] = token;
    const json::object page = remote.call("logs", "Logs_20140328.FilterLogEvents", input);
    if (const json::array* events = find_array(page, "events")) {
      for (const json::value& event : *events) {
        const json::object& members = event.as_object();
        if (!seen.insert(text_of(members, "eventId")).second) continue;
        newest = std::max(newest, find_number(members, "timestamp").value_or(0));
        std::string message = text_of(members, "message");
        while (message.ends_with('\n')) message.pop_back();
        // Node's runtime writes the lines of one event so, and a terminal would print them over each other.
        std::ranges::replace(message, '\r', '\n');
        std::printf("%s\n", message.c_str());
      }
    }
    token = find_text(page, "nextToken").value_or("");
  } while (!token.empty());
  std::fflush(stdout);
  return newest;
}

}  // namespace

int logs(const LogsOptions& options) {
  const Remote remote(options.endpoint);
  const std::string group =
      options.function.starts_with('/') ? options.function : "/aws/lambda/" + options.function;
  std::set<std::string> seen;
  std::int64_t newest = print_events(remote, group, 0, seen);
  while (options.follow) {
    // Nothing is awaited here but the user's Ctrl-C.
    ::poll(nullptr, 0, between_looks_ms);
    newest = print_events(remote, group, newest, seen);
  }
  return 0;
}

}  // namespace orrery::cli
