// Random operations against a model in memory; the seed is printed where they differ.
#include <map>
#include <random>

#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/number.h"
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

// What the table should hold: by keys, the attributes g (of the index) and n.
struct Row {
  std::optional<int> g;
  int n = 0;
};

struct PropertyWorld : DynamodbWorld {
  std::mt19937_64 random;
  std::map<std::pair<int, int>, Row> model;

  int below(int bound) { return static_cast<int>(random() % static_cast<std::uint64_t>(bound)); }

  void make_table() {
    ask("CreateTable",
        "{'TableName': 'model', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
        "'KeyType': "
        "'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}], 'AttributeDefinitions': [{'AttributeName': "
        "'a', "
        "'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'N'}, {'AttributeName': 'g', "
        "'AttributeType': "
        "'N'}], 'GlobalSecondaryIndexes': [{'IndexName': 'by_g', 'KeySchema': [{'AttributeName': 'g', "
        "'KeyType': "
        "'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}], 'Projection': {'ProjectionType': 'ALL'}}]}");
  }

  static std::string key_text(int a, int b) {
    return "'a': {'S': 'p" + std::to_string(a) + "'}, 'b': {'N': '" + std::to_string(b) + "'}";
  }

  void step() {
    const int a = below(4), b = below(20) - 10, g = below(5), n = below(100);
    const std::string key = "{" + key_text(a, b) + "}";
    Row& row = model[{a, b}];
    const bool existed = row.n != 0;
    switch (below(5)) {
      case 0:
        ask("PutItem", "{'TableName': 'model', 'Item': {" + key_text(a, b) + ", 'g': {'N': '" +
                           std::to_string(g) + "'}, 'n': {'N': '" + std::to_string(n + 1) + "'}}}");
        row = {g, n + 1};
        break;
      case 1:
        ask("DeleteItem", "{'TableName': 'model', 'Key': " + key + "}");
        row = {};
        break;
      case 2:
        ask("UpdateItem",
            "{'TableName': 'model', 'Key': " + key +
                ", 'UpdateExpression': 'ADD n :n REMOVE g', 'ExpressionAttributeValues': {':n': {'N': '" +
                std::to_string(n + 1) + "'}}}");
        row = {std::nullopt, row.n + n + 1};
        break;
      case 3: {
        const std::string answer =
            refused("UpdateItem",
                    "{'TableName': 'model', 'Key': " + key +
                        ", 'UpdateExpression': 'SET g = :g', 'ConditionExpression': 'attribute_exists(n)', "
                        "'ExpressionAttributeValues': {':g': {'N': '" +
                        std::to_string(g) + "'}}}");
        CHECK(answer.empty() == existed);
        if (existed) row.g = g;
        break;
      }
      default:
        CHECK((get("model", key) != "") == existed);
        break;
    }
    if (model[{a, b}].n == 0) model.erase({a, b});
  }

  // The table, its index, its counts and the store itself say the same as the model.
  void compare() {
    Table& table = dynamodb.tables.get(context, "model");
    std::size_t items = 0, bytes = 0;
    for (Cursor row = store->scan(table.item_prefix); row.valid(); row.next()) {
      const Record record = read_record(row.value());
      CHECK(record.size == item_size(record.item));
      CHECK(row.key() == item_key(table, record.item));
      ++items;
      bytes += record.size;
    }
    CHECK(items == model.size());
    CHECK(table.counts.items == static_cast<std::int64_t>(items));
    CHECK(table.counts.bytes == static_cast<std::int64_t>(bytes));
    std::map<std::string, std::string> wanted, entries;
    const Index& index = table.indexes[0];
    for (Cursor row = store->scan(table.item_prefix); row.valid(); row.next()) {
      const Record record = read_record(row.value());
      if (const auto key = index_key(table, index, record.item)) wanted[*key] = record.item;
    }
    for (Cursor row = store->scan(index_prefix(table, index)); row.valid(); row.next()) {
      entries[std::string(row.key())] = read_record(row.value()).item;
    }
    CHECK(entries == wanted);
    CHECK(index.counts.items == static_cast<std::int64_t>(wanted.size()));
    for (int a = 0; a < 4; ++a) compare_partition(a);
  }

  void compare_partition(int a) {
    const json::object page =
        ask("Query",
            "{'TableName': 'model', 'KeyConditionExpression': 'a = :a', 'ExpressionAttributeValues': {':a': "
            "{'S': 'p" +
                std::to_string(a) + "'}}}");
    std::string found, wanted;
    for (const json::value& item : page.at("Items").as_array()) {
      found += std::string(view(item.at("b").at("N").as_string())) + "=" +
               std::string(view(item.at("n").at("N").as_string())) + " ";
    }
    for (const auto& [key, row] : model) {
      if (key.first == a) wanted += std::to_string(key.second) + "=" + std::to_string(row.n) + " ";
    }
    CHECK(found == wanted);
  }
};

}  // namespace

TEST_CASE_METHOD(PropertyWorld, "random operations leave what a model of them holds", "[dynamodb]") {
  const std::uint64_t seed = GENERATE(1u, 20u, 300u);
  INFO("seed " << seed);
  random.seed(seed);
  make_table();
  for (int i = 0; i < 400; ++i) {
    step();
    if (i % 100 == 99) compare();
  }
}

TEST_CASE("numbers sort as their bytes and come back as they were", "[dynamodb]") {
  std::mt19937_64 random(7);
  const auto digit = [&random] { return static_cast<char>('0' + random() % 10); };
  std::vector<std::pair<double, std::string>> numbers;
  for (int i = 0; i < 2000; ++i) {
    std::string text = random() % 2 ? "-" : "";
    for (std::size_t k = 1 + random() % 12; k > 0; --k) text += digit();
    if (random() % 2) {
      text += '.';
      for (std::size_t k = 1 + random() % 6; k > 0; --k) text += digit();
    }
    if (random() % 3 == 0) text += "e" + std::to_string(static_cast<int>(random() % 60) - 30);
    const std::string bytes = encode_number(text);
    INFO(text);
    CHECK(encode_number(number_text(bytes)) == bytes);
    CHECK(add_numbers(bytes, encode_number("0")) == bytes);
    CHECK(number_text(subtract_numbers(bytes, bytes)) == "0");
    numbers.emplace_back(std::stod(text), bytes);
  }
  std::sort(numbers.begin(), numbers.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (std::size_t i = 1; i < numbers.size(); ++i) CHECK(numbers[i - 1].first <= numbers[i].first);
}

}  // namespace orrery::dynamodb
