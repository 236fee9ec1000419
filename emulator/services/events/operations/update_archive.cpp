#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object update_archive(Events& events, const Input& input) {
  json::object archive =
      events.archives.get(input.context, Archives::Kind::archive, input.text("ArchiveName"));
  change_archive(archive, input);
  events.archives.put(input.context, Archives::Kind::archive, archive);
  return archive_changed(archive);
}

}  // namespace orrery::events::operations
