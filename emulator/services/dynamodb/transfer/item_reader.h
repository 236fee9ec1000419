#pragma once
// The items in the text of an object that is imported: DynamoDB's JSON, Ion's text, or CSV.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class ItemReader {
 public:
  virtual ~ItemReader() = default;

  void feed(std::string_view text) { text_ += text; }
  void end() { ended_ = true; }

  // Attributes in JSON, their types not yet checked. Absent: more text is wanted, or it is over. Throws
  // AwsError where the text is no item; what follows it can not be read then.
  std::optional<json::object> next();

 protected:
  struct Found {
    std::size_t size;                        // of the text it was read from
    std::optional<json::object> attributes;  // absent: that text has no item
  };
  // `text` begins with an item, or with what is between items. Absent: it does not have all of it.
  virtual std::optional<Found> read(std::string_view text, bool ended) = 0;

  static constexpr std::string_view blanks = " \t\r\n";
  // Past the brace that ends what `text` begins with, braces between quotes not counted. Absent: it does not
  // end.
  static std::optional<std::size_t> end_of_braces(std::string_view text, std::string_view quotes);

 private:
  std::string text_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

std::unique_ptr<ItemReader> make_json_items();
std::unique_ptr<ItemReader> make_ion_items();
// Headers that are given are not in the text. Keys have the types the table says, all else is text.
std::unique_ptr<ItemReader> make_csv_items(const Table& table, char delimiter,
                                           std::vector<std::string> headers);

}  // namespace orrery::dynamodb
