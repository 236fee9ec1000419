#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_archives(Events& events, const Input& input) {
  check_one_filter(input, "ListArchives");
  input.maybe_choice("State",
                     {"ENABLED", "DISABLED", "CREATING", "UPDATING", "CREATE_FAILED", "UPDATE_FAILED"});
  if (const auto source = input.maybe_text("EventSourceArn"))
    events.registry.bus(input.context, name_in_arn(*source));
  json::array found;
  for (json::object& archive : events.archives.all(input.context, Archives::Kind::archive)) {
    if (!passes_filter(input, archive, "ArchiveName")) continue;
    events.archives.count(input.context, archive);
    for (const char* member : {"ArchiveArn", "Description", "EventPattern"}) archive.erase(member);
    found.push_back(std::move(archive));
  }
  return page(input, "Archives", std::move(found));
}

}  // namespace orrery::events::operations
