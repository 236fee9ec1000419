// A worker that does nothing but say so: what remains is the cost of the framework. jobParameters.sleepMs
// lets it take its time.
#include <chrono>
#include <thread>

#include "burst/batch.h"
#include "orrery/lambda.h"

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const burst::Batch batch = burst::Batch::read(burst::read_event(request.payload));
    const auto sleep_ms = burst::number(batch.parameters, "sleepMs").value_or(0);
    std::this_thread::sleep_for(std::chrono::milliseconds(sleep_ms));
    return burst::report_done(aws, batch, request.now);
  });
}
