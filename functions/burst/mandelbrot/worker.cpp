// Draws the tiles of one batch, puts each into the bucket, and answers with the batch's row.
#include <string>

#include "burst/batch.h"
#include "burst/mandelbrot/picture.h"
#include "burst/mandelbrot/render.h"
#include "orrery/aws/s3.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;

std::string work(orrery::aws::Client& aws, const orrery::lambda::Request& request) {
  const Batch batch = Batch::read(read_event(request.payload));
  const Picture picture = Picture::read(batch.parameters);
  for (std::int64_t index = batch.range.begin; index < batch.range.end; ++index) {
    const std::string pixels = render(picture, picture.tile(index));
    orrery::aws::s3::put_object(aws, {picture.bucket, tile_key(batch.job, index)}, pixels,
                                "application/octet-stream");
  }
  return report_done(aws, batch, request.now, {{"tiles", batch.range.size()}});
}

}  // namespace

int main() {
  orrery::aws::Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) { return work(aws, request); });
}
