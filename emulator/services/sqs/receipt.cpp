#include "services/sqs/receipt.h"

#include "core/digest.h"
#include "core/error.h"
#include "services/sqs/pack.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t fields_size = 32;
constexpr std::string_view marker = "AQEB";  // as real ones begin

// Real handles are long; the digest makes ours long too, and tells them from invented ones.
std::string seal(std::string_view fields) {
  return sha256("orrery receipt " + std::string(fields)) + sha256(fields);
}

}  // namespace

std::string write_receipt(const Receipt& receipt) {
  const std::string fields = Packer()
                                 .number(receipt.queue_id)
                                 .number(receipt.queue_number)
                                 .number(receipt.message)
                                 .number(receipt.receives)
                                 .bytes();
  return std::string(marker) + to_base64(seal(fields) + fields);
}

Receipt read_receipt(const Queue& queue, std::string_view handle) {
  const AwsError refusal(
      "ReceiptHandleIsInvalid",
      "The input receipt handle \"" + std::string(handle) + "\" is not a valid receipt handle.", 404);
  if (!handle.starts_with(marker)) throw refusal;
  const auto bytes = from_base64(handle.substr(marker.size()));
  if (!bytes || bytes->size() != 64 + fields_size) throw refusal;
  const std::string_view fields = std::string_view(*bytes).substr(64);
  if (seal(fields) != bytes->substr(0, 64)) throw refusal;
  Unpacker in(fields);
  Receipt receipt;
  receipt.queue_id = in.number();
  receipt.queue_number = in.number();
  receipt.message = in.number();
  receipt.receives = in.number();
  if (receipt.queue_id != queue.id) throw refusal;
  return receipt;
}

}  // namespace orrery::sqs
