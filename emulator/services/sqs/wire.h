#pragma once
// How SQS is spelled in the Query protocol, and the table of its operations' outside.
#include "core/service.h"

namespace orrery::sqs {

extern const ServiceInfo description;

}  // namespace orrery::sqs
