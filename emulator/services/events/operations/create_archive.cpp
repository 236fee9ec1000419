#include "core/arn.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object create_archive(Events& events, const Input& input) {
  input.refuse_unsupported({"KmsKeyIdentifier"});
  const std::string name(input.text("ArchiveName"));
  check_name(name, "archiveName", 48);
  const std::string source(input.text("EventSourceArn"));
  events.registry.bus(input.context, name_in_arn(source));
  if (events.archives.find(input.context, Archives::Kind::archive, name))
    throw AwsError("ResourceAlreadyExistsException", "Archive " + name + " already exists.");
  json::object archive{{"ArchiveArn", make_arn(input.context, "events", "archive/" + name)},
                       {"ArchiveName", name},
                       {"CreationTime", epoch_double(events.core.clock.now())},
                       {"EventSourceArn", source},
                       {"RetentionDays", 0},
                       {"State", "ENABLED"}};
  change_archive(archive, input);
  events.archives.put(input.context, Archives::Kind::archive, archive);
  return archive_changed(archive);
}

}  // namespace orrery::events::operations
