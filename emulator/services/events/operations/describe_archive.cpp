#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object describe_archive(Events& events, const Input& input) {
  json::object archive =
      events.archives.get(input.context, Archives::Kind::archive, input.text("ArchiveName"));
  events.archives.count(input.context, archive);
  return archive;
}

}  // namespace orrery::events::operations
