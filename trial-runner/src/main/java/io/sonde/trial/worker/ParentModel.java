package io.sonde.trial.worker;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.dl4j.KeptModel;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.dl4j.inherit.Inheritance;
import io.sonde.trial.dl4j.inherit.NotInheritableException;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The model of a parent, from which a trial may start.
 *
 * @param folder of the parent's attempt
 */
record ParentModel(Path folder) {

  /**
   * Gives a training that has not begun the parent's weights, where its network can do what the
   * parent's does. Otherwise it starts afresh, and the log says why.
   *
   * @param graph of the training's network
   * @return whether it starts from the parent's weights
   */
  boolean giveTo(Training training, NetworkGraph graph, DataFacts data) {
    try {
      NetworkGraph parent = NetworkConfiguration.read(KeptModel.configuration(folder)).graph(data);
      Inheritance inheritance = Inheritance.between(parent, graph);
      training.inherit(inheritance, folder);
      System.out.println("starts from the model in " + folder + ": " + inheritance);
      return true;
    } catch (NotInheritableException | InfeasibleException | SettingsException e) {
      System.out.println("starts afresh, not from the model in " + folder + ": " + e.getMessage());
    } catch (IOException e) {
      System.out.println(
          "starts afresh, for the parent's model cannot be read or is gone: " + e.getMessage());
    }
    return false;
  }
}
