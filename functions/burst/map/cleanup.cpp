// Deletes the file of a wave that has been mapped over, and answers with its event.
#include <string>

#include "burst/event.h"
#include "orrery/aws/s3.h"
#include "orrery/lambda.h"

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const burst::json::object event = burst::read_event(request.payload);
    orrery::aws::s3::delete_object(aws, {burst::required_text(event, "mapJobsInputBucket"),
                                         burst::required_text(event, "inputJobsFile")});
    return request.payload;
  });
}
