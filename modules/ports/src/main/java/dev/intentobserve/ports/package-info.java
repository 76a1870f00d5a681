/**
 * The doors of the house: the ports one room offers another, and the messages that pass through
 * them. A room knows these doors and never the neighbour behind them. What can go wrong at a door
 * is one of the kinds of fault declared here.
 */
@NullMarked
package dev.intentobserve.ports;

import org.jspecify.annotations.NullMarked;
