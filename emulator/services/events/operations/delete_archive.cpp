#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object delete_archive(Events& events, const Input& input) {
  const std::string_view name = input.text("ArchiveName");
  events.archives.get(input.context, Archives::Kind::archive, name);
  events.archives.erase_archive(input.context, name);
  return {};
}

}  // namespace orrery::events::operations
