// A worker that does nothing but say so: what remains is the cost of the framework.
#include "burst/batch.h"
#include "orrery/lambda.h"

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const burst::Batch batch = burst::Batch::read(burst::read_event(request.payload));
    burst::report_done(aws, batch, request.now);
    return burst::json::serialize(burst::json::object{{"batchId", batch.id}});
  });
}
