package dev.intentobserve.app;

import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.config.IdentityKeyFile;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.Store.InstallationKey;
import dev.intentobserve.store.StoreConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the key of this installation and binds the record to it, so that no record ever holds
 * identities computed with two keys. Blocks.
 */
final class IdentityKeyResolver {
  private static final Logger log = LoggerFactory.getLogger(IdentityKeyResolver.class);
  private static final String SETTING = "identity.key_file";
  private static final String SEE = " See docs/operations, The installation's key.";

  private final @Nullable IdentityKey configured;
  private final @Nullable IdentityKeyFile file;
  private final StoreConfig record;

  /**
   * Looks where the key of an installation may be.
   *
   * @param file for an embedded database; null for an external one, which several processes share
   */
  IdentityKeyResolver(
      @Nullable IdentityKey configured, @Nullable IdentityKeyFile file, StoreConfig record) {
    this.configured = configured;
    this.file = file;
    this.record = record;
  }

  /**
   * The one key of the record.
   *
   * @throws ConfigException when the key found is not the record's, or the record's is missing
   */
  IdentityKey key() {
    if (configured != null) {
      return verified(configured, SETTING);
    }
    Optional<IdentityKey> found = file == null ? Optional.empty() : file.read();
    if (found.isPresent()) {
      return verified(found.get(), place());
    }
    return Store.installationKey(record).map(this::kept).orElseGet(this::made);
  }

  private IdentityKey verified(IdentityKey key, String place) {
    InstallationKey claimed = Store.claim(record, new InstallationKey(key.checkValue(), null));
    if (!claimed.checkValue().equals(key.checkValue())) {
      throw new ConfigException(
          place
              + ": this record was written with another installation key. Put back the key that"
              + " belongs to it; it is in the backup of the record."
              + SEE);
    }
    if (claimed.storedKey() != null) {
      Store.forgetStoredKey(record);
      log.atInfo().log("removed the installation key from the database: the file holds it");
    }
    return key;
  }

  private IdentityKey kept(InstallationKey claimed) {
    if (claimed.storedKey() == null) {
      throw new ConfigException(
          place()
              + ": there is no installation key, but this record was written with one. Put the key"
              + " back, from the backup of the record or from another process of this installation."
              + SEE);
    }
    log.atWarn()
        .log(
            "the installation key is stored in the database: anyone who can read the database can"
                + " guess short secrets with it; move it to a file, see identity.key_file");
    return IdentityKey.of(claimed.storedKey());
  }

  private IdentityKey made() {
    if (file != null) {
      return verified(file.make(), place());
    }
    String secret = IdentityKey.newSecret();
    String check = IdentityKey.of(secret).checkValue();
    return kept(Store.claim(record, new InstallationKey(check, secret)));
  }

  private String place() {
    return file == null ? SETTING : file.path().toString();
  }
}
