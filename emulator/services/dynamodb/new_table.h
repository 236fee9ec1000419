#pragma once
// A table as CreateTable and ImportTable ask for it.
#include "core/context.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

// Name, keys, indexes and billing. Refuses what CreateTable refuses of them.
Table read_new_table(const Context& context, const json::object& request);

// Gives it what makes it a table of its own: its id, those of its items and indexes, its time; and what the
// request says of throughput and encryption.
void number_new_table(Dynamodb& dynamodb, const json::object& request, Table& table);

}  // namespace orrery::dynamodb
